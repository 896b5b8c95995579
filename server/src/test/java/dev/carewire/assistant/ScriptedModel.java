package dev.carewire.assistant;

import java.util.ArrayList;
import java.util.List;

/** A model that answers as the test directs. One thread. */
final class ScriptedModel implements LanguageModel {

    /** The conversation of each call. */
    final List<List<Turn>> asked = new ArrayList<>();

    /** The listener of each call. */
    final List<Listener> listeners = new ArrayList<>();

    /** Canceled calls, by their number from 0. */
    final List<Integer> cancelled = new ArrayList<>();

    @Override
    public Call answer(List<Turn> turns, Listener listener) {
        int number = listeners.size();
        asked.add(turns);
        listeners.add(listener);
        return () -> {
            if (!cancelled.contains(number)) {
                cancelled.add(number);
            }
        };
    }

    /** Streams text in the newest call. */
    void say(String... pieces) {
        for (String piece : pieces) {
            newest().onChunk(piece);
        }
    }

    /** Ends the newest call. */
    void end(FinishReason ending) {
        newest().onEnded(ending);
    }

    private Listener newest() {
        return listeners.get(listeners.size() - 1);
    }
}
