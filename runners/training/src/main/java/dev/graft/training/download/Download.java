package dev.graft.training.download;

import dev.graft.api.weights.PublishedWeights;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches a file over HTTP, going on where it broke off (RFC 9110, {@code Range} with {@code
 * If-Range}) as long as the server still has the same version. It is complete when it has as many
 * bytes as the server says; whether it is the right one is not known here.
 */
final class Download {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");
  private static final Pattern UNSATISFIED_RANGE = Pattern.compile("bytes \\*/(\\d+)");

  /** A server that sends a little and breaks off, again and again. */
  private static final int MOST_ATTEMPTS = 100;

  private final HttpClient client;
  private final DownloadSettings settings;
  private final PublishedWeights wanted;
  private final PartialFile partial;
  private final DownloadListener listener;

  Download(
      HttpClient client,
      DownloadSettings settings,
      PublishedWeights wanted,
      PartialFile partial,
      DownloadListener listener) {
    this.client = client;
    this.settings = settings;
    this.wanted = wanted;
    this.partial = partial;
    this.listener = listener;
  }

  /**
   * Fetches the file, with as many attempts as it takes while something comes.
   *
   * @throws IOException if it breaks off again and again; what has come stays for another time
   * @throws RefusedException if the server has not got it, or it is of another length
   */
  void complete() throws IOException, RefusedException {
    int inVain = 0;
    for (int attempt = 1; ; attempt++) {
      long before = partial.size();
      IOException failure;
      try {
        attempt();
        return;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failure = e;
      }
      inVain = partial.size() > before ? 0 : inVain + 1;
      if (inVain >= settings.attempts() || attempt >= MOST_ATTEMPTS) {
        throw failure;
      }
      listener.message("%s; trying again".formatted(failure.getMessage()));
      pause(inVain);
    }
  }

  private void pause(int inVain) throws InterruptedIOException {
    try {
      Thread.sleep(settings.pause().toMillis() << Math.min(inVain, 6));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void attempt() throws IOException, RefusedException {
    Optional<String> validator = partial.validator();
    long from = validator.isPresent() ? partial.size() : 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(wanted.address())
            .timeout(settings.connecting())
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "graft");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-").header("If-Range", validator.get());
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request.build());
    try (ResponseBody body = new ResponseBody(settings.stalled())) {
      response.body().subscribe(body);
      take(response, body, from, validator);
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request)
      throws IOException {
    try {
      return client.send(request, BodyHandlers.ofPublisher());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException(request.uri().getHost() + " does not answer: " + reason, e);
    }
  }

  private void take(
      HttpResponse<?> response, ResponseBody body, long from, Optional<String> validator)
      throws IOException, RefusedException {
    HttpHeaders headers = response.headers();
    int status = response.statusCode();
    if (status == OK) {
      OptionalLong total = headers.firstValueAsLong("Content-Length");
      requireLength(total);
      partial.begin(validator(headers));
      receive(body, 0, total);
    } else if (status == PARTIAL_CONTENT && from > 0) {
      OptionalLong total = continued(headers, from, validator);
      requireLength(total);
      receive(body, from, total);
    } else if (status == RANGE_NOT_SATISFIABLE && from > 0) {
      if (!isComplete(headers, from)) {
        partial.delete();
        throw new IOException("the server has another version by now");
      }
    } else if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
      throw new IOException("the server answers with status " + status);
    } else {
      throw new RefusedException("the server answers with status " + status);
    }
  }

  /** Checks that what comes now goes on with what is there. */
  private OptionalLong continued(HttpHeaders headers, long from, Optional<String> validator)
      throws IOException {
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    Optional<String> tag = headers.firstValue("ETag");
    boolean otherTag =
        tag.isPresent() && validator.get().startsWith("\"") && !tag.equals(validator);
    boolean same = range.matches() && range.group(1).equals(Long.toString(from)) && !otherTag;
    if (!same) {
      partial.delete();
      throw new IOException("the server goes on with something else");
    }
    return range.group(3).equals("*")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(range.group(3)));
  }

  private static boolean isComplete(HttpHeaders headers, long size) {
    Matcher range = UNSATISFIED_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    return range.matches() && range.group(1).equals(Long.toString(size));
  }

  private void requireLength(OptionalLong total) throws RefusedException {
    if (total.isEmpty() && wanted.bytes().isEmpty() && wanted.checksum().isEmpty()) {
      throw new RefusedException(
          "the server does not say how long the file is, and nothing is published to know it by");
    }
    if (total.isPresent() && total.getAsLong() > settings.mostBytes()) {
      throw new RefusedException(
          "the server has %d bytes, more than %d"
              .formatted(total.getAsLong(), settings.mostBytes()));
    }
    if (total.isPresent() && wanted.bytes().isPresent() && !total.equals(wanted.bytes())) {
      throw new RefusedException(
          "the server has %d bytes, but %d are published"
              .formatted(total.getAsLong(), wanted.bytes().getAsLong()));
    }
  }

  /** A strong entity tag, or else the date; a weak tag says nothing about the bytes. */
  private static Optional<String> validator(HttpHeaders headers) {
    return headers
        .firstValue("ETag")
        .filter(tag -> tag.startsWith("\""))
        .or(() -> headers.firstValue("Last-Modified"));
  }

  private void receive(ResponseBody body, long from, OptionalLong total)
      throws IOException, RefusedException {
    long most = total.orElse(settings.mostBytes());
    long size = from;
    try (FileChannel channel = partial.append()) {
      for (Optional<List<ByteBuffer>> bytes = body.next(); bytes.isPresent(); bytes = body.next()) {
        size += bytes.get().stream().mapToLong(ByteBuffer::remaining).sum();
        if (size > most) {
          partial.delete();
          throw new RefusedException("the server sends more than " + most + " bytes");
        }
        PartialFile.write(channel, bytes.get());
        listener.progress(size, total);
      }
      channel.force(true);
    }
    if (total.isPresent() && size < total.getAsLong()) {
      throw new IOException(
          "the server broke off after %d of %d bytes".formatted(size, total.getAsLong()));
    }
  }
}
