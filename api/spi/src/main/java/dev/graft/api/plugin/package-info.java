/**
 * How a jar tells what components it brings, and how their settings are described.
 *
 * @since 0.1
 */
package dev.graft.api.plugin;
