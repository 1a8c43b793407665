package dev.graft.djl;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Catches all that this process asks of the network: tells it on the error stream, and fails. */
final class NetworkTrap extends URLStreamHandler {
  /** What each line about a request begins with. */
  static final String REQUEST = "REQUEST ";

  private NetworkTrap() {}

  /** Catches from now on. Once for a process. */
  static void install() {
    URL.setURLStreamHandlerFactory(
        protocol -> protocol.startsWith("http") ? new NetworkTrap() : null);
  }

  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    System.err.println(REQUEST + url);
    throw new IOException("caught");
  }

  @Override
  protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
    return openConnection(url);
  }
}
