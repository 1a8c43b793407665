package org.example.exampleplugin;

import dev.graft.api.runner.RunListener;
import dev.graft.testkit.ListenerContract;

class ExampleTargetTest extends ListenerContract {
  @Override
  protected RunListener listener() {
    return new ExampleTarget(new ExampleTarget.Settings(0.6));
  }
}
