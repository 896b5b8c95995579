package dev.carewire.bench;

/**
 * One event of the stream.
 *
 * @param room who follows it, besides those who follow everything
 * @param number in the log; 0 for an event that is in none
 * @param due when the timetable wanted it, by {@link System#nanoTime()}
 * @param volatiles events outside the log so far
 * @param dropped how many of these were dropped so far, counted for each client
 */
record Tick(int room, long number, long due, long volatiles, long dropped) {}
