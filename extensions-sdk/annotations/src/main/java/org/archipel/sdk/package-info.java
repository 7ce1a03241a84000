/** Annotations that make an extension's descriptor. */
package org.archipel.sdk;
