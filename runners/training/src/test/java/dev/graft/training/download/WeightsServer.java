package dev.graft.training.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server of one file on this machine, which answers each request in the way that a test has put
 * next, and properly after that.
 */
final class WeightsServer implements AutoCloseable {
  /** How a request is answered. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange, WeightsServer server) throws IOException;
  }

  /** What was asked: the path, and the headers Range and If-Range. */
  record Request(String path, Optional<String> range, Optional<String> ifRange) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile byte[] content;
  private volatile String tag;

  WeightsServer(byte[] content) {
    this.content = content.clone();
    this.tag = "\"v1\"";
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address(String name) {
    return URI.create(
        "http://%s:%d/%s"
            .formatted(
                server.getAddress().getAddress().getHostAddress(),
                server.getAddress().getPort(),
                name));
  }

  /** From now on another version of the file. */
  void change(byte[] other, String otherTag) {
    content = other.clone();
    tag = otherTag;
  }

  WeightsServer next(Answer answer) {
    synchronized (answers) {
      answers.add(answer);
    }
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestURI().getPath(),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Range"))));
    Answer answer;
    synchronized (answers) {
      answer = answers.isEmpty() ? WeightsServer::properly : answers.remove();
    }
    try {
      answer.to(exchange, this);
    } finally {
      exchange.close();
    }
  }

  /** As a server should: a part if asked for and still of the same version, else all of it. */
  static void properly(HttpExchange exchange, WeightsServer server) throws IOException {
    send(exchange, server, server.content.length);
  }

  /** Properly, but only the first bytes of what it promises; then it closes the connection. */
  static Answer breakingOffAfter(int bytes) {
    return (exchange, server) -> send(exchange, server, bytes);
  }

  /** Properly, but after some bytes nothing comes any more, and the connection stays open. */
  static Answer stallingAfter(int bytes) {
    return (exchange, server) -> {
      exchange.getResponseHeaders().set("ETag", server.tag);
      exchange.sendResponseHeaders(200, server.content.length);
      exchange.getResponseBody().write(server.content, 0, bytes);
      exchange.getResponseBody().flush();
      try {
        server.closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  static Answer status(int status) {
    return (exchange, server) -> exchange.sendResponseHeaders(status, -1);
  }

  /** To another address. */
  static Answer redirecting(String path) {
    return (exchange, server) -> {
      exchange.getResponseHeaders().set("Location", server.address(path.substring(1)).toString());
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** All of another file, with an entity tag or none. */
  static Answer sending(byte[] other, String tag) {
    return (exchange, server) -> {
      if (tag != null) {
        exchange.getResponseHeaders().set("ETag", tag);
      }
      exchange.sendResponseHeaders(200, other.length);
      exchange.getResponseBody().write(other);
    };
  }

  /** All of the file in chunks, which tell no length. */
  static void inChunks(HttpExchange exchange, WeightsServer server) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(server.content);
  }

  /** All of the file, whatever part is asked for. */
  static void ignoringRange(HttpExchange exchange, WeightsServer server) throws IOException {
    sending(server.content, server.tag).to(exchange, server);
  }

  /** The part that is asked for, of whatever version. */
  static void ignoringIfRange(HttpExchange exchange, WeightsServer server) throws IOException {
    send(exchange, server, server.content.length, false);
  }

  private static void send(HttpExchange exchange, WeightsServer server, int most)
      throws IOException {
    send(exchange, server, most, true);
  }

  private static void send(
      HttpExchange exchange, WeightsServer server, int most, boolean heedsIfRange)
      throws IOException {
    byte[] content = server.content;
    String range = exchange.getRequestHeaders().getFirst("Range");
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    exchange.getResponseHeaders().set("ETag", server.tag);
    int from = 0;
    if (range != null && (!heedsIfRange || server.tag.equals(ifRange))) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      if (from >= content.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      exchange.sendResponseHeaders(206, content.length - from);
    } else {
      exchange.sendResponseHeaders(200, content.length);
    }
    byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + most));
    OutputStream body = exchange.getResponseBody();
    body.write(part);
    body.flush();
  }

  @Override
  public void close() {
    if (closing.getCount() > 0) {
      closing.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
