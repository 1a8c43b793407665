package dev.graft.djl.imported;

import java.util.Map;

/**
 * An object of an archive: the name of its class, and what it holds. A class that Graft does not
 * know is a name like any other; nothing of it is run.
 *
 * @param type the class's full name
 * @param attributes what it holds, by name; empty if it was not built from a dictionary
 */
record ScriptedObject(String type, Map<String, Object> attributes) {}
