package org.example.exampleplugin;

import dev.graft.api.plugin.Plugin;
import dev.graft.testkit.PluginContract;

class ExamplePluginTest extends PluginContract {
  @Override
  protected Plugin plugin() {
    return new ExamplePlugin();
  }
}
