/** Functions of whole ranges with the Vector API. */
package io.lossparity.vector;
