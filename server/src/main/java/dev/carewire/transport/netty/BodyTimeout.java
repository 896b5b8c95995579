package dev.carewire.transport.netty;

/** The event of a pipeline that the body of the current request has not arrived in time. An edge that streams the body answers the request. */
public enum BodyTimeout {
    EVENT
}
