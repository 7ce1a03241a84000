package org.archipel.persistence;

/** The databases that the platform runs on. SQL is written for both; what differs is asked of the dialect. */
public enum Dialect {
    DERBY,
    POSTGRESQL
}
