package dev.graft.training.data;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

/** Reads the orientation out of EXIF data. */
final class ExifOrientation {
  private ExifOrientation() {}

  /**
   * The orientation that EXIF data tell; upright where they tell none or are damaged, as viewers
   * do: a picture is not worse for a broken note about it.
   *
   * @param tiff EXIF data from the TIFF header on
   */
  static Orientation of(byte[] tiff) {
    Metadata metadata = new Metadata();
    // Problems in the data go into the metadata's list of errors.
    new ExifReader().extract(new ByteArrayReader(tiff), metadata);
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value =
        directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value == null ? Orientation.UPRIGHT : Orientation.ofTag(value);
  }
}
