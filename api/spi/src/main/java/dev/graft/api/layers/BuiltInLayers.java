package dev.graft.api.layers;

import dev.graft.api.Stable;
import dev.graft.api.layer.Layer;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.List;

/**
 * The plugin of the layers that come with Graft.
 *
 * @since 0.1
 */
@Stable
public final class BuiltInLayers implements Plugin {
  @Override
  public String id() {
    return "layers";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        layer("conv2d", Conv2D.class, "Convolution over height and width."),
        layer("depthwise_conv2d", DepthwiseConv2D.class, "Convolution of each channel on its own."),
        layer("separable_conv2d", SeparableConv2D.class, "Depthwise, then 1x1 convolution."),
        layer("dense", Dense.class, "Fully connected layer over vectors."),
        layer("batch_normalization", BatchNormalization.class, "Batch normalisation."),
        layer("activation", ActivationLayer.class, "An activation function."),
        layer("max_pooling2d", MaxPooling2D.class, "The largest value in each window."),
        layer("average_pooling2d", AveragePooling2D.class, "The mean of each window."),
        layer(
            "global_average_pooling2d", GlobalAveragePooling2D.class, "The mean of each channel."),
        layer("global_max_pooling2d", GlobalMaxPooling2D.class, "The largest of each channel."),
        layer("zero_padding2d", ZeroPadding2D.class, "Zeros around an image."),
        layer("add", Add.class, "Sum of inputs of one shape."),
        layer("multiply", Multiply.class, "Product of inputs."),
        layer("concatenate", Concatenate.class, "Inputs side by side along the channels."),
        layer("flatten", Flatten.class, "An image as a vector."),
        layer("reshape", Reshape.class, "The same values in another shape."),
        layer("dropout", Dropout.class, "Drops units at random in training."),
        layer("rescaling", Rescaling.class, "A factor and an offset."),
        layer(
            "normalization",
            Normalization.class,
            "Normalises each channel by statistics that come with the weights."),
        layer(
            "channel_normalization",
            ChannelNormalization.class,
            "Subtracts a mean from each channel and divides by a standard deviation."),
        layer(
            "bgr_mean_subtraction",
            BgrMeanSubtraction.class,
            "Turns RGB into BGR and subtracts a mean from each channel."));
  }

  private static <R extends Record> Component<Layer> layer(
      String name, Class<R> type, String description) {
    return Component.ofRecord(Layer.class, name, type, description);
  }
}
