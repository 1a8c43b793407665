package dev.graft.architectures;

import dev.graft.api.Shape;
import java.util.function.Supplier;

/**
 * A tensor in a weights file, read when it is asked for.
 *
 * @param name the parameter's name as the file has it, without path and {@code :0}
 * @param shape its shape
 * @param values reads its values, row-major; while the file is open
 */
record StoredTensor(String name, Shape shape, Supplier<float[]> values) {}
