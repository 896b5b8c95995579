/**
 * The REST routes of the features, one class per feature, and the parsers of their request bodies. Each class lists its
 * routes in {@code routes()}.
 */
@NullMarked
package dev.carewire.rest;

import org.jspecify.annotations.NullMarked;
