package dev.carewire.redis.node;

/** Counts the values of one message while it is read. One thread. */
final class ValueBudget {

    private final int maxDepth;
    private int left;

    ValueBudget(NodeLimits limits) {
        maxDepth = limits.depth();
        left = limits.values();
    }

    /**
     * Counts a value.
     *
     * @param depth the number of lists and objects around it
     */
    void spend(int depth) throws MalformedNodeMessageException {
        if (depth > maxDepth) {
            throw MalformedNodeMessageException.tooLarge("nested deeper than " + maxDepth + " levels");
        }
        if (left == 0) {
            throw MalformedNodeMessageException.tooLarge("too many values");
        }
        left--;
    }
}
