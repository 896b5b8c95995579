package dev.carewire.transport.netty;

/** How an edge receives the body of a request. */
record BodyReception(Form form, BodyDeadline deadline) {

    /** As a whole, in the usual time. */
    static final BodyReception AGGREGATED = new BodyReception(Form.WHOLE, BodyDeadline.WHOLE);

    /** In pieces, as they arrive. */
    static final BodyReception STREAMED = new BodyReception(Form.IN_PIECES, BodyDeadline.IN_PIECES);

    /** When the edge sees the body. */
    enum Form {
        WHOLE,
        IN_PIECES
    }
}
