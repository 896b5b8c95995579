/**
 * Keeps appointments, queue entries and visits consistent. {@link dev.carewire.care.CareTable} decides which of their
 * states agree and what a change of one does to the others; {@link dev.carewire.care.CareWorkflow} applies it.
 */
@NullMarked
package dev.carewire.care;

import org.jspecify.annotations.NullMarked;
