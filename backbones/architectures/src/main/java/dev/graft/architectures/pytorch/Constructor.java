package dev.graft.architectures.pytorch;

import dev.graft.api.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The only functions that a pickle may call here: what a state dict is put together with. */
enum Constructor {
  /** A dictionary, empty or from pairs. */
  ORDERED_DICT("collections.OrderedDict") {
    @Override
    Object apply(List<?> arguments) throws PickleException {
      Map<Object, Object> dict = new LinkedHashMap<>();
      if (arguments.isEmpty()) {
        return dict;
      }
      for (Object pair : argument(arguments, 0, List.class)) {
        if (!(pair instanceof List<?> entry) || entry.size() != 2) {
          throw wrong(arguments);
        }
        dict.put(Pickle.key(entry.get(0)), entry.get(1));
      }
      return dict;
    }
  },
  /** A tensor: storage, offset, sizes, strides, and what only training needs. */
  REBUILD_TENSOR_V2("torch._utils._rebuild_tensor_v2") {
    @Override
    Object apply(List<?> arguments) throws PickleException {
      return tensor(arguments);
    }
  },
  /** The same before PyTorch 0.4. */
  REBUILD_TENSOR("torch._utils._rebuild_tensor") {
    @Override
    Object apply(List<?> arguments) throws PickleException {
      return tensor(arguments);
    }
  },
  /** A parameter: a tensor, and what only training needs. */
  REBUILD_PARAMETER("torch._utils._rebuild_parameter") {
    @Override
    Object apply(List<?> arguments) throws PickleException {
      // What is empty is no view.
      return arguments.isEmpty() ? Pickle.NONE : arguments.get(0);
    }
  },
  /** A tensor's sizes. */
  SIZE("torch.Size") {
    @Override
    Object apply(List<?> arguments) throws PickleException {
      return argument(arguments, 0, List.class);
    }
  };

  private static final int MOST_AXES = 16;

  private final String pythonName;

  Constructor(String pythonName) {
    this.pythonName = pythonName;
  }

  /** The function of that name, if it may be called. */
  static Optional<Constructor> named(String pythonName) {
    return Arrays.stream(values())
        .filter(constructor -> constructor.pythonName.equals(pythonName))
        .findFirst();
  }

  /** What the function returns. */
  abstract Object apply(List<?> arguments) throws PickleException;

  <T> T argument(List<?> arguments, int index, Class<T> type) throws PickleException {
    if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
      throw wrong(arguments);
    }
    return type.cast(arguments.get(index));
  }

  PickleException wrong(List<?> arguments) {
    return PickleException.damaged(
        "%s is called with %d arguments that are not its own"
            .formatted(pythonName, arguments.size()));
  }

  /** An empty tensor is none: no layer has one. */
  Object tensor(List<?> arguments) throws PickleException {
    Storage storage = argument(arguments, 0, Storage.class);
    long offset = argument(arguments, 1, Long.class);
    long[] sizes = numbers(argument(arguments, 2, List.class), arguments);
    long[] strides = numbers(argument(arguments, 3, List.class), arguments);
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      return Pickle.NONE;
    }
    try {
      int[] dimensions = Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
      return new TensorView(storage, offset, Shape.of(dimensions), strides);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw PickleException.damaged(
          "a tensor of sizes %s, strides %s and offset %d in a storage of %d elements: %s"
              .formatted(
                  Arrays.toString(sizes),
                  Arrays.toString(strides),
                  offset,
                  storage.length(),
                  e.getMessage()));
    }
  }

  private long[] numbers(List<?> values, List<?> arguments) throws PickleException {
    if (values.size() > MOST_AXES) {
      throw wrong(arguments);
    }
    long[] numbers = new long[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = argument(values, i, Long.class);
    }
    return numbers;
  }
}
