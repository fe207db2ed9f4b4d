/**
 * Models that run on an Ollama server, in one's own network.
 */
export * as OllamaChatModel from "../models/ollama/OllamaChatModel.ts"
