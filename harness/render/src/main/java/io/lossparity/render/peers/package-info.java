/** The comparison of several ports, as text. */
package io.lossparity.render.peers;
