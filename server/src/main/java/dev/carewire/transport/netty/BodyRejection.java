package dev.carewire.transport.netty;

/** The event of a pipeline that the port has rejected the body of the current request, for its size or its time. */
enum BodyRejection {
    EVENT
}
