package dev.graft.architectures.pytorch;

import java.math.BigInteger;
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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at a Python pickle (protocols 2 to 5, the opcodes as in Python's {@code pickletools}) and
 * tells what it holds, without running anything: the only calls are those of {@link Constructor},
 * the only classes those of {@link StorageType}. Strings become {@link String}, integers {@link
 * Long}, tuples and lists {@link List}, dictionaries {@link Map}; whatever else there is becomes
 * what it is here or the file is refused.
 *
 * <p>Nothing is bigger than the pickle itself: objects are shared, and never copied or walked.
 */
final class Pickle {
  /** Python's {@code None}. */
  static final Object NONE = new Object();

  private static final Object MARK = new Object();
  private static final int NEWEST_PROTOCOL = 5;
  private static final int LONGEST_NAME = 1_000;

  /** Entries of dictionaries that are made from lists, in all: one list can be taken many times. */
  private static final int MOST_COPIED = 1_000_000;

  private final ByteBuffer bytes;
  private final ArrayList<Object> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final Consumer<Storage> storages;
  private long copied;

  private Pickle(ByteBuffer bytes, Consumer<Storage> storages) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.storages = storages;
  }

  /**
   * What the pickle at a buffer's position holds; the position is behind it afterwards.
   *
   * @param storages is told of each storage that a tensor has
   * @throws PickleException if it is damaged, or asks for what is not done here
   */
  static Object read(ByteBuffer bytes, Consumer<Storage> storages) throws PickleException {
    try {
      return new Pickle(bytes, storages).run();
    } catch (BufferUnderflowException e) {
      throw PickleException.damaged("it is cut off");
    }
  }

  private Object run() throws PickleException {
    while (true) {
      int opcode = bytes.get() & 0xff;
      if (opcode == '.') {
        return pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) throws PickleException {
    switch (opcode) {
      case 0x80 -> requireProtocol(unsigned());
      case 0x95 -> bytes.getLong(); // FRAME: a length, which only readers of streams need
      case '(' -> mark();
      case '0' -> pop();
      case '1' -> fromMark();
      case '2' -> push(peek());
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) bytes.getInt());
      case 'K' -> push((long) unsigned());
      case 'M' -> push((long) Short.toUnsignedInt(bytes.getShort()));
      case 0x8a -> push(longOf(unsigned()));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
      case 'X' -> push(text(bytes.getInt()));
      case 0x8c -> push(text(unsigned()));
      case 'U' -> push(text(unsigned())); // a string of Python 2
      case 'T' -> push(text(bytes.getInt()));
      case ')' -> push(List.of());
      case 't' -> push(List.copyOf(fromMark()));
      case 0x85 -> push(tuple(1));
      case 0x86 -> push(tuple(2));
      case 0x87 -> push(tuple(3));
      case ']' -> push(new ArrayList<>());
      case 'a' -> append(List.of(pop()));
      case 'e' -> append(fromMark());
      case '}' -> push(new LinkedHashMap<>());
      case 's' -> setItems(tuple(2));
      case 'u' -> setItems(fromMark());
      case 'c' -> push(global(line(), line()));
      case 0x93 -> stackGlobal();
      case 'R' -> reduce();
      case 'b' -> build();
      case 'q' -> memo.put(unsigned(), peek());
      case 'r' -> memo.put(bytes.getInt(), peek());
      case 0x94 -> memo.put(memo.size(), peek());
      case 'h' -> push(remembered(unsigned()));
      case 'j' -> push(remembered(bytes.getInt()));
      case 'Q' -> {
        Storage storage = storage(pop());
        storages.accept(storage);
        push(storage);
      }
      case 0x81, 0x92 ->
          throw PickleException.foreign("makes an object of a class, which a state dict does not");
      default ->
          throw PickleException.foreign(
              "has the operation 0x%02x, which no state dict needs".formatted(opcode));
    }
  }

  private static void requireProtocol(int protocol) throws PickleException {
    if (protocol < 2 || protocol > NEWEST_PROTOCOL) {
      throw PickleException.foreign("has protocol " + protocol);
    }
  }

  private int unsigned() {
    return bytes.get() & 0xff;
  }

  /** A little-endian integer of any length; all that are needed have 64 bits. */
  private Object longOf(int length) throws PickleException {
    if (length > Long.BYTES) {
      // PyTorch's magic number has 80 bits: it is told by its bytes.
      return new BigInteger(reversed(slice(length)));
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) unsigned() << (8 * i);
    }
    int unused = Long.SIZE - 8 * length;
    return length == 0 ? 0L : value << unused >> unused;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private String text(int length) throws PickleException {
    return new String(slice(length), StandardCharsets.UTF_8);
  }

  private byte[] slice(int length) throws PickleException {
    if (length < 0 || length > bytes.remaining()) {
      throw PickleException.damaged("it is cut off");
    }
    byte[] slice = new byte[length];
    bytes.get(slice);
    return slice;
  }

  private String line() throws PickleException {
    StringBuilder line = new StringBuilder();
    for (int c = unsigned(); c != '\n'; c = unsigned()) {
      if (line.length() == LONGEST_NAME) {
        throw PickleException.damaged("a name in it has no end");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object pop() throws PickleException {
    Object top = peek();
    stack.remove(stack.size() - 1);
    return top;
  }

  private Object peek() throws PickleException {
    if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
      throw PickleException.damaged("it takes more values than there are");
    }
    return stack.get(stack.size() - 1);
  }

  private void mark() {
    marks.push(stack.size());
    stack.add(MARK);
  }

  /** The values above the last mark, which go, and the mark with them. */
  private List<Object> fromMark() throws PickleException {
    if (marks.isEmpty()) {
      throw PickleException.damaged("it takes more values than there are");
    }
    int mark = marks.pop();
    List<Object> above = stack.subList(mark, stack.size());
    List<Object> values = new ArrayList<>(above.subList(1, above.size()));
    above.clear();
    return values;
  }

  private List<Object> tuple(int size) throws PickleException {
    Object[] values = new Object[size];
    for (int i = size - 1; i >= 0; i--) {
      values[i] = pop();
    }
    return List.of(values);
  }

  private void append(List<Object> values) throws PickleException {
    if (!(peek() instanceof ArrayList<?>)) {
      throw PickleException.damaged("it appends to what is no list");
    }
    @SuppressWarnings("unchecked") // Only lists of objects are on the stack.
    List<Object> list = (List<Object>) peek();
    list.addAll(values);
  }

  private void setItems(List<Object> keysAndValues) throws PickleException {
    if (!(peek() instanceof Map) || keysAndValues.size() % 2 != 0) {
      throw PickleException.damaged("it puts entries into what is no dictionary");
    }
    @SuppressWarnings("unchecked") // Only maps of objects are on the stack.
    Map<Object, Object> dict = (Map<Object, Object>) peek();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      dict.put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  /** Keys are names and numbers: the hash of a list could be that of a list in itself. */
  static Object key(Object key) throws PickleException {
    if (key instanceof String || key instanceof Long) {
      return key;
    }
    throw PickleException.foreign("has a dictionary whose keys are neither names nor numbers");
  }

  private void stackGlobal() throws PickleException {
    List<Object> names = tuple(2);
    if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
      throw PickleException.damaged("it looks for something without a name");
    }
    push(global(module, name));
  }

  private static Object global(String module, String name) throws PickleException {
    String whole = module + "." + name;
    Optional<Constructor> constructor = Constructor.named(whole);
    if (constructor.isPresent()) {
      return constructor.get();
    }
    for (StorageType type : StorageType.values()) {
      if (whole.equals("torch." + type.pythonName())) {
        return type;
      }
    }
    throw PickleException.foreign("asks for Python's '" + whole + "'");
  }

  private void reduce() throws PickleException {
    List<Object> call = tuple(2);
    if (!(call.get(0) instanceof Constructor constructor)
        || !(call.get(1) instanceof List<?> arguments)) {
      throw PickleException.damaged("it calls what is no function");
    }
    if (!arguments.isEmpty() && arguments.get(0) instanceof List<?> list) {
      copied += list.size();
      if (copied > MOST_COPIED) {
        throw PickleException.damaged("it makes more of a list than a state dict has");
      }
    }
    push(constructor.apply(arguments));
  }

  /** A state dict has an attribute with versions of its modules, which nobody needs. */
  private void build() throws PickleException {
    pop();
    if (!(peek() instanceof Map)) {
      throw PickleException.foreign("gives attributes to what is no dictionary");
    }
  }

  private Object remembered(int index) throws PickleException {
    Object value = memo.get(index);
    if (value == null) {
      throw PickleException.damaged("it repeats what was not there");
    }
    return value;
  }

  private static Storage storage(Object id) throws PickleException {
    if (id instanceof List<?> parts
        && parts.size() >= 5
        && "storage".equals(parts.get(0))
        && parts.get(1) instanceof StorageType type
        && parts.get(2) instanceof String key
        && parts.get(4) instanceof Long length
        && length >= 0
        && length <= Integer.MAX_VALUE
        && (parts.size() == 5 || parts.get(5) == NONE)) {
      return new Storage(type, key, length);
    }
    throw PickleException.damaged("it has a tensor without a storage of its own");
  }
}
