// What X's own counter says: a text as JSON on each line, and so are its answers.
import { readFileSync } from "node:fs";
import twitter from "twitter-text";

for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const text = JSON.parse(line);
  const { weightedLength: length, valid } = twitter.parseTweet(text);
  const urls = twitter.extractUrls(text.normalize());
  console.log(JSON.stringify({ text, length, valid, urls }));
}
