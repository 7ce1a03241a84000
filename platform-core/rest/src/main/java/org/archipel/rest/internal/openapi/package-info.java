/** The OpenAPI document, made of the resource classes, and the checks of requests that follow from the same classes. */
package org.archipel.rest.internal.openapi;
