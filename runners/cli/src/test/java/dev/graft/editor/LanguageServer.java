package dev.graft.editor;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The language server that editors run on YAML files, spoken to as an editor does: JSON-RPC over
 * its standard streams (Language Server Protocol 3.17).
 */
final class LanguageServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LENGTH = "Content-Length: ";

  /** Settings that its extension for VS Code sends; nothing is to be asked of the internet. */
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "yaml",
          Map.of(
              "validate", true,
              "hover", true,
              "completion", true,
              "schemaStore", Map.of("enable", false)));

  /** A text that is open, at the place of the cursor. */
  record Place(String uri, int line, int column) {}

  private final Process process;
  private final InputStream in;
  private final OutputStream out;
  private final Path folder;
  private final Map<String, JsonNode> diagnostics = new HashMap<>();
  private int requests;
  private int files;

  /**
   * Starts the server.
   *
   * @param command its command line
   * @param folder where the files are that are opened
   */
  LanguageServer(List<String> command, Path folder) throws IOException {
    this.folder = folder.toRealPath();
    Path log = folder.resolve("server.log");
    this.process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    this.in = new BufferedInputStream(process.getInputStream());
    this.out = process.getOutputStream();
    request(
        "initialize",
        Map.of(
            "processId", ProcessHandle.current().pid(),
            "rootUri", this.folder.toUri().toString(),
            "capabilities",
                Map.of(
                    "textDocument",
                    Map.of(
                        "hover", Map.of("contentFormat", List.of("markdown")),
                        "completion", Map.of("completionItem", Map.of("snippetSupport", true))))));
    send(Map.of("method", "initialized", "params", Map.of()));
    send(
        Map.of(
            "method", "workspace/didChangeConfiguration", "params", Map.of("settings", SETTINGS)));
  }

  /** Opens a new file with a text in which {@code |} is the cursor. */
  Place open(String text) throws IOException {
    int cursor = Math.max(0, text.indexOf('|'));
    String before = text.substring(0, cursor);
    String written = text.contains("|") ? before + text.substring(cursor + 1) : text;
    Path file = Files.writeString(folder.resolve("file" + files++ + ".yaml"), written);
    String uri = file.toUri().toString();
    send(
        Map.of(
            "method",
            "textDocument/didOpen",
            "params",
            Map.of(
                "textDocument",
                Map.of("uri", uri, "languageId", "yaml", "version", 1, "text", written))));
    return new Place(
        uri,
        (int) before.chars().filter(c -> c == '\n').count(),
        cursor - before.lastIndexOf('\n') - 1);
  }

  /** What the server marks in a file: line and column, counted from 1, and message. */
  List<String> marked(Place place) throws IOException {
    while (!diagnostics.containsKey(place.uri())) {
      receive();
    }
    return stream(diagnostics.get(place.uri()))
        .map(
            one -> {
              JsonNode start = one.at("/range/start");
              return (start.get("line").asInt() + 1)
                  + ":"
                  + (start.get("character").asInt() + 1)
                  + ": "
                  + one.get("message").asString();
            })
        .toList();
  }

  /** What the server offers at the cursor: label and documentation. */
  Map<String, String> offered(Place place) throws IOException {
    JsonNode result = at("textDocument/completion", place);
    Map<String, String> offered = new HashMap<>();
    stream(result.has("items") ? result.get("items") : result)
        .forEach(
            item -> {
              JsonNode text = item.path("documentation");
              offered.merge(
                  item.get("label").asString(),
                  text.isObject() ? text.get("value").asString() : text.asString(""),
                  (one, other) -> one.length() > other.length() ? one : other);
            });
    return offered;
  }

  /** What the server tells of what is under the cursor, in Markdown. */
  String told(Place place) throws IOException {
    return at("textDocument/hover", place).at("/contents/value").asString("");
  }

  private JsonNode at(String method, Place place) throws IOException {
    return request(
        method,
        Map.of(
            "textDocument",
            Map.of("uri", place.uri()),
            "position",
            Map.of("line", place.line(), "character", place.column())));
  }

  private JsonNode request(String method, Map<String, Object> params) throws IOException {
    int id = ++requests;
    send(Map.of("id", id, "method", method, "params", params));
    while (true) {
      JsonNode message = receive();
      if (!message.has("method") && message.path("id").asInt(-1) == id) {
        if (message.has("error")) {
          throw new IOException(method + ": " + message.get("error"));
        }
        return message.get("result");
      }
    }
  }

  private void send(Map<String, Object> message) throws IOException {
    Map<String, Object> whole = new HashMap<>(message);
    whole.put("jsonrpc", "2.0");
    byte[] body = JSON.writeValueAsBytes(whole);
    out.write((LENGTH + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  /** The next message; what the server asks is answered, what it marks is kept. */
  private JsonNode receive() throws IOException {
    JsonNode message = JSON.readTree(body());
    String method = message.path("method").asString("");
    if (!method.isEmpty() && message.has("id")) {
      Map<String, Object> answer = new HashMap<>();
      answer.put("id", message.get("id"));
      answer.put("result", null);
      send(answer);
    } else if (method.equals("textDocument/publishDiagnostics")) {
      JsonNode params = message.get("params");
      diagnostics.put(params.get("uri").asString(), params.get("diagnostics"));
    }
    return message;
  }

  private byte[] body() throws IOException {
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the server ended within a message");
    }
    return body;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server has ended");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
