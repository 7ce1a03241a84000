package org.archipel.gateway.internal.pipeline;

/** What the variables of a definition's texts are taken from. */
interface VariableSource {
    /** A parameter of the path; null if there is none of that name. */
    String parameter(String name);

    /** A parameter of the query; null if there is none of that name. */
    String query(String name);

    String callerId();

    String requestId();
}
