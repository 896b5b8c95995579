package dev.carewire.app;

/**
 * A fault of a file.
 *
 * @param line the line of the record, from 1
 * @param text the wrong field and what is expected, without the field's value
 */
record ImportFault(int line, String text) {}
