/// Amazon Bedrock: the model that answers, and the knowledge bases that passages come from.
@NullMarked
package dev.parley.bedrock;

import org.jspecify.annotations.NullMarked;
