package org.archipel.api.extension;

/**
 * The outcome of a health check.
 *
 * @param status how well it works
 * @param detail what a person should know; empty when there is nothing to say; of an extension, no more than the first 1,000 characters
 *     are told
 */
public record Health(Status status, String detail) {
    public enum Status {
        HEALTHY,
        WARNING,
        ERROR
    }

    public static Health healthy() {
        return new Health(Status.HEALTHY, "");
    }

    public static Health error(String detail) {
        return new Health(Status.ERROR, detail);
    }
}
