/** A client family of tests. Start at {@link dev.carewire.dialect.toy.ToyDialect}. */
@NullMarked
package dev.carewire.dialect.toy;

import org.jspecify.annotations.NullMarked;
