package org.archipel.gateway.internal.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How an upstream takes several requests in one call: as the elements of an array, which it answers by another. Pointers are JSON Pointers
 * (RFC 6901); the empty one is the whole.
 *
 * @param maxSize requests in one call; null for 100
 * @param maxWaitMs how long the first of a call waits for others; null for 5
 * @param item what becomes of one request, JSON with variables; null for its body
 * @param requests where the array is in the call's body; null for the whole
 * @param answers where the array is in the answer; null for the whole
 * @param key where an item says which one it is; null if the answers come in the order of the items
 * @param answerKey where an answer says whose it is; null for the same as {@code key}
 * @param status where an answer says its status of HTTP; null if all are good
 * @param error where an answer says why it failed; null for nowhere
 * @param value where an answer's body is; null for the whole
 */
public record BatchSettings(
        Integer maxSize,
        Integer maxWaitMs,
        JsonNode item,
        String requests,
        String answers,
        String key,
        String answerKey,
        String status,
        String error,
        String value) {
    private static final int SIZE = 100;
    private static final int WAIT = 5;

    public BatchSettings {
        maxSize = maxSize == null ? SIZE : maxSize;
        maxWaitMs = maxWaitMs == null ? WAIT : maxWaitMs;
        requests = requests == null ? "" : requests;
        answers = answers == null ? "" : answers;
        answerKey = answerKey == null ? key : answerKey;
        value = value == null ? "" : value;
    }
}
