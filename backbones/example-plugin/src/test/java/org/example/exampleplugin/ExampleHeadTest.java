package org.example.exampleplugin;

import dev.graft.api.head.Head;
import dev.graft.testkit.HeadContract;

class ExampleHeadTest extends HeadContract {
  @Override
  protected Head head() {
    return new ExampleHead(new ExampleHead.Settings(16));
  }
}
