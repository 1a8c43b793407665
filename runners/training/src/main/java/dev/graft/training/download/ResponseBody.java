package dev.graft.training.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response, piece by piece, for a reader that does not wait longer than so long for
 * the next one: the JDK's client has a time limit up to the headers only. One piece is under way at
 * a time, so a slow disk slows the server down.
 */
final class ResponseBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  /** A piece, the end, or what went wrong. */
  private record Event(Optional<List<ByteBuffer>> bytes, Optional<Throwable> error) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Duration patience;
  private volatile Flow.Subscription subscription;

  ResponseBody(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    events.add(new Event(Optional.of(bytes), Optional.empty()));
  }

  @Override
  public void onError(Throwable error) {
    events.add(new Event(Optional.empty(), Optional.of(error)));
  }

  @Override
  public void onComplete() {
    events.add(new Event(Optional.empty(), Optional.empty()));
  }

  /**
   * The next piece; empty at the end.
   *
   * @throws IOException if none comes in time, or the connection breaks
   */
  Optional<List<ByteBuffer>> next() throws IOException {
    Event event;
    try {
      event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (event == null) {
      throw new IOException("the server sent nothing for " + patience.toMillis() / 1000.0 + " s");
    }
    if (event.error().isPresent()) {
      throw new IOException("the connection broke: " + event.error().get().getMessage());
    }
    if (event.bytes().isPresent()) {
      subscription.request(1);
    }
    return event.bytes();
  }

  /** Takes no more. */
  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
