package dev.carewire.bench;

/**
 * One event of the stream.
 *
 * @param room the room that receives it, in addition to clients of all rooms
 * @param number in the log; 0 for an unlogged event
 * @param due its time in the timetable, by {@link System#nanoTime()}
 * @param volatiles unlogged events so far
 * @param dropped how many of those were dropped so far, counted per client
 */
record Tick(int room, long number, long due, long volatiles, long dropped) {}
