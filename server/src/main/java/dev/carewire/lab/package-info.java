/**
 * Laboratory orders and their results. Start at {@link dev.carewire.lab.LabResults}.
 */
@NullMarked
package dev.carewire.lab;

import org.jspecify.annotations.NullMarked;
