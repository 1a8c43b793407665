package dev.graft.assembly.components;

import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import com.google.inject.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** One of each in an experiment, made when it is first asked for, closed with it. */
final class ExperimentScope implements Scope, AutoCloseable {
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();

  @Override
  public <T> Provider<T> scope(Key<T> key, Provider<T> unscoped) {
    return new Once<>(unscoped);
  }

  private final class Once<T> implements Provider<T> {
    private final Provider<T> unscoped;
    private T made;

    Once(Provider<T> unscoped) {
      this.unscoped = unscoped;
    }

    @Override
    public T get() {
      if (made == null) {
        made = provided();
        if (made instanceof AutoCloseable closeable) {
          closing.push(closeable);
        }
      }
      return made;
    }

    /** What refuses to be provided does not refuse the settings of the component that asks. */
    private T provided() {
      try {
        return unscoped.get();
      } catch (ProvisionException e) {
        if (e.getCause() instanceof IllegalArgumentException refusal) {
          throw new IllegalStateException("cannot be provided: " + refusal, refusal);
        }
        throw e;
      }
    }
  }

  /** Closes what was made, the last first. What cannot be closed is logged: the work is done. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      AutoCloseable next = closing.pop();
      try {
        next.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LoggerFactory.getLogger(next.getClass()).warn("cannot be closed", e);
      }
    }
  }

  @Override
  public String toString() {
    return "one of each experiment";
  }
}
