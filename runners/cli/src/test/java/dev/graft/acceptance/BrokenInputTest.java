package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandLineRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told of data and weights that are not as they should be. */
class BrokenInputTest {
  @TempDir private Path folder;

  private CommandLineRun train(String... lines) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("experiment.yaml"),
            String.join(
                "\n",
                "data: {type: folder, path: pictures, image_size: 32}",
                lines.length > 0
                    ? lines[0]
                    : "backbone: {type: sequential, layers: [{type: flatten}]}",
                "head: {type: logit}",
                "training: {epochs: 1}",
                ""));
    CommandLineRun run = CommandLineRun.graft("train", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("\tat ", "This is a bug");
    assertThat(folder.resolve("runs")).doesNotExist();
    return run;
  }

  private void pictures(String className, int count) throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures").resolve(className));
    for (int i = 0; i < count; i++) {
      BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
      picture.setRGB(i, i, 0xffffff);
      ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
    }
  }

  @Test
  void aFolderThatIsNotThere() throws IOException {
    assertThat(train().err())
        .contains("experiment.yaml:1:28: data.path: ", "pictures", "there is no such folder");
  }

  @Test
  void aFolderWithoutPictures() throws IOException {
    Files.createDirectories(folder.resolve("pictures/cat"));
    Files.createDirectories(folder.resolve("pictures/dog"));

    assertThat(train().err()).contains("experiment.yaml:1:", "has no pictures", "jpg, jpeg, png");
  }

  @Test
  void oneClassOnly() throws IOException {
    pictures("cat", 4);

    assertThat(train().err()).contains("has one class only, 'cat'", "at least 2 classes");
  }

  @Test
  void unreadablePicturesAreAllNamed() throws IOException {
    pictures("cat", 4);
    pictures("dog", 4);
    Files.writeString(folder.resolve("pictures/cat/broken.jpg"), "<html>not found</html>");
    Files.write(folder.resolve("pictures/dog/empty.png"), new byte[0]);

    CommandLineRun run = train();

    assertThat(run.errLines()).hasSize(2);
    assertThat(run.err())
        .contains("broken.jpg: ", "empty.png: ", "expected a JPEG, PNG, GIF or BMP");
  }

  @Test
  void weightsThatAreNotThere() throws IOException {
    pictures("cat", 4);
    pictures("dog", 4);

    assertThat(train("backbone: {type: mobilenet_v2, weights: weights/none.h5}").err())
        .contains("experiment.yaml:2:", "backbone.weights", "none.h5", "no such file");
  }

  @Test
  void weightsThatAreNoWeights() throws IOException {
    pictures("cat", 4);
    pictures("dog", 4);
    Files.writeString(folder.resolve("some.h5"), "not HDF5 at all");

    assertThat(train("backbone: {type: mobilenet_v2, weights: some.h5}").err())
        .contains("experiment.yaml:2:", "backbone.weights", "some.h5");
  }
}
