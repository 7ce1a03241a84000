/** The life of custom APIs. */
package org.archipel.gateway.internal.service;
