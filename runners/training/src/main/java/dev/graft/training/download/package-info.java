/** Published files, fetched once and kept. */
package dev.graft.training.download;
