package dev.graft.cli;

import dev.graft.api.Image;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.training.evaluation.Evaluation;
import dev.graft.training.evaluation.ExamplePrediction;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Writes the pictures that a model takes for something else into a folder, as the model sees them:
 * {@code 001 alpaca taken for not alpaca 0.98 alpaca_17.png}.
 */
final class MistakePictures {
  private MistakePictures() {}

  /** Reads the image of a picture again, by its place in the evaluation. */
  interface Images {
    /** The image that the model was given. */
    Image at(int index);
  }

  /**
   * Checks that a folder may be written to.
   *
   * @throws ProblemException if something is in it, or it is a file
   */
  static void requireFree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isEmpty()) {
          return;
        }
      } catch (IOException e) {
        throw FileProblem.listing(folder, e);
      }
    }
    throw new ProblemException(
        Problem.at(folder.toString(), "is there already")
            .expecting("a new or empty folder for the pictures")
            .withRemedy("name another folder with --mistakes, or remove this one"));
  }

  /**
   * Writes the pictures.
   *
   * @return how many there are
   * @throws ProblemException if they cannot be written
   */
  static int write(Path folder, Evaluation evaluation, Images images) {
    IdentityHashMap<ExamplePrediction, Integer> indexes = new IdentityHashMap<>();
    for (int i = 0; i < evaluation.predictions().size(); i++) {
      indexes.put(evaluation.predictions().get(i), i);
    }
    List<ExamplePrediction> mistakes = EvaluationReport.mistakes(evaluation);
    try {
      Files.createDirectories(folder);
      int rank = 1;
      for (ExamplePrediction mistake : mistakes) {
        String name =
            String.format(
                Locale.ROOT,
                "%03d %s taken for %s %.2f %s.png",
                rank++,
                evaluation.labels().name(mistake.label()),
                mistake.prediction().label(),
                mistake.prediction().probability(),
                lastPart(mistake.id()));
        BufferedImage image = pixels(images.at(indexes.get(mistake)));
        try (OutputStream out = Files.newOutputStream(folder.resolve(plain(name)))) {
          ImageIO.write(image, "png", out);
        }
      }
    } catch (IOException e) {
      throw FileProblem.writing(folder, e);
    }
    return mistakes.size();
  }

  private static String lastPart(String id) {
    String name = id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf('\\')) + 1);
    return name.replaceFirst("\\.[A-Za-z]{3,4}$", "");
  }

  private static String plain(String name) {
    return name.replaceAll("[/\\\\:*?\"<>|\\p{Cntrl}]", "_");
  }

  private static BufferedImage pixels(Image image) {
    int height = image.size().height();
    int width = image.size().width();
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    boolean grey = image.size().channels() == 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = image.at(y, x, 0);
        int green = grey ? red : image.at(y, x, 1);
        int blue = grey ? red : image.at(y, x, 2);
        picture.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return picture;
  }
}
