/**
 * The rules that all features with records share. {@link dev.carewire.record.References} resolves the ids by which records refer to each
 * other; {@link dev.carewire.record.CareRecords} is the base of the features that list, create and change care records.
 */
@NullMarked
package dev.carewire.record;

import org.jspecify.annotations.NullMarked;
