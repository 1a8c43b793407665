package dev.graft.djl;

import ai.djl.Application;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.RemoteRepository;
import ai.djl.repository.Repository;
import com.google.gson.JsonParseException;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the files of models in repositories of DJL's form: a folder, or DJL's cache of a repository
 * elsewhere. What the cache lacks is fetched only if that is allowed.
 */
final class ZooFiles {
  private static final String DJLS_OWN = "https://mlrepo.djl.ai/";
  private static final String METADATA = "metadata.json";

  /** What networks for images are for, as DJL sorts them. */
  private static final List<Application> APPLICATIONS =
      List.of(
          Application.CV.IMAGE_CLASSIFICATION,
          Application.CV.OBJECT_DETECTION,
          Application.CV.SEMANTIC_SEGMENTATION,
          Application.CV.INSTANCE_SEGMENTATION,
          Application.CV.POSE_ESTIMATION,
          Application.CV.ANY);

  private final Optional<Path> folder;
  private final String address;
  private final boolean download;

  /**
   * Looks in one repository.
   *
   * @param folder where it is; empty for one elsewhere
   * @param mirror address of one elsewhere; DJL's own if empty
   * @param download whether the network may be used
   */
  ZooFiles(Optional<Path> folder, Optional<String> mirror, boolean download) {
    this.folder = folder;
    this.address = mirror.map(text -> text.endsWith("/") ? text : text + "/").orElse(DJLS_OWN);
    this.download = download;
  }

  /**
   * The TorchScript file of a model.
   *
   * @throws ProblemException if it is not there, telling what is missing and where to put it; or it
   *     is a model for another engine
   */
  Path find(ZooAddress wanted) {
    NativeLibrary.stayOffline();
    try {
      Repository repository =
          folder.isPresent()
              ? inFolder(folder.get())
              : new RemoteRepository("graft", URI.create(address));
      Artifact artifact = artifact(model(repository, wanted), wanted);
      List<Path> files =
          folder.isPresent()
              ? inFolder(repository, artifact)
              : inCache(repository, artifact, wanted);
      return scripted(files, artifact, wanted);
    } catch (IOException | JsonParseException e) {
      throw new ProblemException(
          Problem.of("%s cannot be read: %s".formatted(wanted, e.getMessage())), e);
    }
  }

  private static Repository inFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ProblemException(
          Problem.at(folder.toString(), "there is no such folder")
              .expecting("a repository of DJL's form, with model/…/" + METADATA));
    }
    return Repository.newInstance("graft", folder.toUri().toString());
  }

  /** What the repository has under an address, whatever it is for. */
  private MRL model(Repository repository, ZooAddress wanted) throws IOException {
    Path place = folder.isPresent() ? folder.get() : repository.getCacheDirectory();
    List<MRL> candidates = new ArrayList<>();
    for (Application application : APPLICATIONS) {
      MRL candidate =
          MRL.model(
              repository,
              application,
              wanted.group(),
              wanted.artifact(),
              wanted.version().orElse(null),
              wanted.name().orElse(null));
      if (Files.isRegularFile(metadata(place, candidate))) {
        return candidate;
      }
      candidates.add(candidate);
    }
    if (folder.isEmpty() && download) {
      return fetched(candidates, wanted);
    }
    MRL usual = candidates.get(0);
    Problem problem =
        Problem.at(
            metadata(place, usual).toString(), wanted + " is not there: there is no such file");
    throw new ProblemException(
        folder.isPresent()
            ? problem.expecting("a repository that has it")
            : problem.withRemedy(
                "put there what %s%s%s is, or allow the network with download: true"
                    .formatted(address, usual.toURI().getPath(), METADATA)));
  }

  private static Path metadata(Path place, MRL model) {
    return place.resolve(model.toURI().getPath()).resolve(METADATA);
  }

  private MRL fetched(List<MRL> candidates, ZooAddress wanted) {
    IOException last = null;
    for (MRL candidate : candidates) {
      try {
        candidate.listArtifacts();
        return candidate;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new ProblemException(
        Problem.at(address, wanted + " cannot be fetched: " + last)
            .withRemedy("look at the address, and whether the network can be reached"),
        last);
  }

  private static Artifact artifact(MRL model, ZooAddress wanted) throws IOException {
    Artifact artifact = model.match(Map.of());
    if (artifact == null) {
      String names =
          model.getRepository().locate(model).getArtifacts().stream()
              .map(found -> found.getVersion() + "/" + found.getName())
              .sorted()
              .collect(Collectors.joining(", "));
      throw new ProblemException(
          Problem.of(wanted + " is not in the repository")
              .expecting("one of those that are there: " + names));
    }
    return artifact;
  }

  /** Uncompressed files are taken where they lie; others are unpacked into DJL's cache. */
  private static List<Path> inFolder(Repository repository, Artifact artifact) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Artifact.Item item : artifact.getFiles().values()) {
      Path file = repository.getFile(item, "");
      if (!Files.isRegularFile(file) || !item.getExtension().isEmpty()) {
        repository.prepare(artifact);
        return filesBelow(repository.getResourceDirectory(artifact));
      }
      files.add(file);
    }
    return files;
  }

  private List<Path> inCache(Repository repository, Artifact artifact, ZooAddress wanted)
      throws IOException {
    Path place = repository.getResourceDirectory(artifact);
    if (!Files.isDirectory(place)) {
      if (!download) {
        String missing =
            artifact.getFiles().values().stream()
                .map(item -> "%s (%,d bytes)".formatted(item.getUri(), item.getSize()))
                .collect(Collectors.joining(", "));
        throw new ProblemException(
            Problem.at(place.toString(), wanted + " is not in DJL's cache: no such folder")
                .expecting("unpacked, its files: " + missing)
                .withRemedy(
                    "put them there, name another cache in DJL_CACHE_DIR, or allow the network"
                        + " with download: true"));
      }
      repository.prepare(artifact);
    }
    return filesBelow(place);
  }

  private static List<Path> filesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw FileProblem.listing(folder, e);
    }
  }

  private static Path scripted(List<Path> files, Artifact artifact, ZooAddress wanted) {
    List<Path> scripted =
        files.stream().filter(file -> file.toString().matches(".*\\.(pt|pth|zip)")).toList();
    List<Path> named =
        scripted.stream()
            .filter(file -> String.valueOf(file.getFileName()).startsWith(artifact.getName() + "."))
            .toList();
    List<Path> found = named.isEmpty() ? scripted : named;
    if (found.size() != 1) {
      throw new ProblemException(
          Problem.of(
                  "%s has the files %s"
                      .formatted(
                          wanted,
                          files.stream().map(file -> String.valueOf(file.getFileName())).toList()))
              .expecting("one TorchScript file, " + artifact.getName() + ".pt")
              .withRemedy("choose a model for PyTorch"));
    }
    return found.get(0);
  }
}
