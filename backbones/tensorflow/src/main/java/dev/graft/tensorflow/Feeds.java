package dev.graft.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** What placeholders are fed in one run. Owns the tensors. */
final class Feeds implements AutoCloseable {
  private record Feed(Operand<?> placeholder, Tensor value) {}

  private final List<Feed> feeds = new ArrayList<>();

  /** Feeds a tensor, which becomes this object's. */
  Feeds add(Operand<?> placeholder, Tensor value) {
    feeds.add(new Feed(placeholder, value));
    return this;
  }

  void feed(Session.Runner runner) {
    feeds.forEach(feed -> runner.feed(feed.placeholder, feed.value));
  }

  @Override
  public void close() {
    feeds.forEach(feed -> feed.value.close());
    feeds.clear();
  }
}
