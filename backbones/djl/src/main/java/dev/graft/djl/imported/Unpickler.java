package dev.graft.djl.imported;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the objects that PyTorch pickles into a TorchScript archive (pickle's protocol 2, the
 * opcodes that PyTorch writes) as data: tensors, lists, dictionaries, and for all else the class's
 * name. Nothing is called, whatever the bytes say.
 */
final class Unpickler {
  /** A class or function that is named. */
  private record Named(String name) {}

  /** What {@code MARK} leaves on the stack. */
  private static final Object MARK = new Object();

  /** Python's {@code None}. */
  private static final Object NONE = new Object();

  private final ByteBuffer bytes;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private Unpickler(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads an object.
   *
   * @return a {@link TorchTensor}, {@link ScriptedObject}, {@link List}, {@link Map}, string or
   *     number, or another object for what is none of these
   */
  static Object read(byte[] bytes) throws PickleFormatException {
    try {
      return new Unpickler(bytes).run();
    } catch (BufferUnderflowException e) {
      throw new PickleFormatException("it ends too early");
    }
  }

  private Object run() throws PickleFormatException {
    while (true) {
      int opcode = Byte.toUnsignedInt(bytes.get());
      if (opcode == '.') {
        return pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) throws PickleFormatException {
    switch (opcode) {
      case 0x80 -> bytes.get();
      case 'c' -> stack.push(new Named(line() + "." + line()));
      case '(' -> stack.push(MARK);
      case 'N' -> stack.push(NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) Byte.toUnsignedInt(bytes.get()));
      case 'M' -> stack.push((long) Short.toUnsignedInt(bytes.getShort()));
      case 'J' -> stack.push((long) bytes.getInt());
      case 0x8a -> stack.push(longInteger(Byte.toUnsignedInt(bytes.get())));
      case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
      case 'X' -> stack.push(text(bytes.getInt()));
      case ')' -> stack.push(List.of());
      case ']' -> stack.push(new ArrayList<>());
      case '}' -> stack.push(new LinkedHashMap<>());
      case 't' -> stack.push(toMark());
      case 0x85 -> stack.push(last(1));
      case 0x86 -> stack.push(last(2));
      case 0x87 -> stack.push(last(3));
      case 'a' -> append(last(1));
      case 'e' -> append(toMark());
      case 's' -> setItems(last(2));
      case 'u' -> setItems(toMark());
      case 'q' -> memo.put(Byte.toUnsignedInt(bytes.get()), peek());
      case 'r' -> memo.put(bytes.getInt(), peek());
      case 'h' -> stack.push(remembered(Byte.toUnsignedInt(bytes.get())));
      case 'j' -> stack.push(remembered(bytes.getInt()));
      case 'Q' -> stack.push(pop());
      case 'R' -> reduce();
      case 0x81 -> newObject();
      case 'b' -> build();
      default ->
          throw new PickleFormatException(
              "it holds the opcode 0x%02x, which PyTorch does not write".formatted(opcode));
    }
  }

  private Object longInteger(int length) throws PickleFormatException {
    if (length > Long.BYTES) {
      throw new PickleFormatException("it holds an integer of %d bytes".formatted(length));
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      long next = Byte.toUnsignedLong(bytes.get());
      value |= next << (8 * i);
      if (i == length - 1 && next >= 0x80 && length < Long.BYTES) {
        value |= -1L << (8 * length);
      }
    }
    return value;
  }

  private String line() {
    int start = bytes.position();
    int length = 0;
    while (bytes.get() != '\n') {
      length++;
    }
    return new String(bytes.array(), start, length, StandardCharsets.UTF_8);
  }

  private String text(int length) throws PickleFormatException {
    if (length < 0 || length > bytes.remaining()) {
      throw new PickleFormatException("it holds a text that is longer than itself");
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private Object pop() throws PickleFormatException {
    Object top = stack.poll();
    if (top == null) {
      throw new PickleFormatException("it takes what it has not made");
    }
    return top;
  }

  private Object peek() throws PickleFormatException {
    Object top = pop();
    stack.push(top);
    return top;
  }

  private Object remembered(int index) throws PickleFormatException {
    Object object = memo.get(index);
    if (object == null) {
      throw new PickleFormatException("it refers to what it has not made");
    }
    return object;
  }

  private List<Object> last(int count) throws PickleFormatException {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(0, pop());
    }
    return items;
  }

  private List<Object> toMark() throws PickleFormatException {
    List<Object> items = new ArrayList<>();
    for (Object item = pop(); item != MARK; item = pop()) {
      items.add(item);
    }
    java.util.Collections.reverse(items);
    return items;
  }

  @SuppressWarnings("unchecked") // only this class puts lists on the stack, of objects
  private void append(List<Object> items) throws PickleFormatException {
    ((List<Object>) expect(List.class, peek())).addAll(items);
  }

  @SuppressWarnings("unchecked") // only this class puts maps on the stack, of objects
  private void setItems(List<Object> keysAndValues) throws PickleFormatException {
    Map<Object, Object> map = expect(Map.class, peek());
    if (keysAndValues.size() % 2 != 0) {
      throw new PickleFormatException("it has a key without a value");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      map.put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  /** TorchScript's keys are these; the hash of a list could be that of a list in itself. */
  private static Object key(Object key) throws PickleFormatException {
    if (key instanceof String
        || key instanceof Long
        || key instanceof Double
        || key instanceof Boolean
        || key instanceof TorchTensor) {
      return key;
    }
    throw new PickleFormatException("it has a dictionary whose keys are no names or numbers");
  }

  /** A call: of those that make a tensor or a list the result is known; of others the name is. */
  private void reduce() throws PickleFormatException {
    List<?> arguments = expect(List.class, pop());
    String function = expect(Named.class, pop()).name();
    stack.push(
        switch (function) {
          case "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
          case "torch.jit._pickle.build_tensorlist",
              "torch.jit._pickle.restore_type_tag",
              "torch.jit._pickle.build_intlist" ->
              argument(Object.class, arguments, 0);
          case "collections.OrderedDict" -> new LinkedHashMap<>();
          default -> new ScriptedObject(function, Map.of());
        });
  }

  private static TorchTensor tensor(List<?> arguments) throws PickleFormatException {
    List<?> storage = argument(List.class, arguments, 0);
    return new TorchTensor(
        argument(String.class, storage, 2),
        argument(Named.class, storage, 1).name().replaceFirst("^torch\\.", ""),
        argument(Long.class, arguments, 1),
        longs(argument(List.class, arguments, 2)).stream().map(Math::toIntExact).toList(),
        longs(argument(List.class, arguments, 3)));
  }

  private static List<Long> longs(List<?> items) throws PickleFormatException {
    List<Long> longs = new ArrayList<>();
    for (Object item : items) {
      longs.add(expect(Long.class, item));
    }
    return longs;
  }

  private void newObject() throws PickleFormatException {
    pop();
    stack.push(new ScriptedObject(expect(Named.class, pop()).name(), new LinkedHashMap<>()));
  }

  private void build() throws PickleFormatException {
    Object state = pop();
    if (peek() instanceof ScriptedObject object && state instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        object.attributes().put(expect(String.class, entry.getKey()), entry.getValue());
      }
    }
  }

  private static <T> T argument(Class<T> type, List<?> arguments, int index)
      throws PickleFormatException {
    if (index >= arguments.size()) {
      throw new PickleFormatException("it calls something with too few arguments");
    }
    return expect(type, arguments.get(index));
  }

  private static <T> T expect(Class<T> type, Object object) throws PickleFormatException {
    if (!type.isInstance(object)) {
      throw new PickleFormatException(
          "it has %s where %s belongs"
              .formatted(object.getClass().getSimpleName(), type.getSimpleName()));
    }
    return type.cast(object);
  }
}
