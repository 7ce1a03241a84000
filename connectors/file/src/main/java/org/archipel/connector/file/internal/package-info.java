/** The File connector. */
package org.archipel.connector.file.internal;
