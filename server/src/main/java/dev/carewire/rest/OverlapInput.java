package dev.carewire.rest;

import dev.carewire.clinic.Overlap;
import dev.carewire.http.JsonFields;

/** Parses the field by which a request allows an overlap that the clinic refuses. */
final class OverlapInput {

    private OverlapInput() {}

    /** {@link Overlap#ALLOW} for {@code "allowOverlap": true}. The record does not store the field. */
    static Overlap of(JsonFields body) {
        return body.flag("allowOverlap").filter(allowed -> allowed).isPresent() ? Overlap.ALLOW : Overlap.REFUSE;
    }
}
