package org.archipel.transformation;

/**
 * Why a document could not be transformed.
 *
 * @param rule name of the rule set
 * @param step number of the step, from 0; -1 for the schema of input or output
 * @param operation of the step, or {@code INPUT_SCHEMA} or {@code OUTPUT_SCHEMA}
 * @param path JSON Pointer of the offending value, or the step's JSONPath; empty for the whole document
 * @param value the offending value as JSON, shortened; a mark in place of a secret; empty if there is none
 * @param message what is wrong, for a person; without values
 */
public record RuleError(String rule, int step, String operation, String path, String value, String message) {}
