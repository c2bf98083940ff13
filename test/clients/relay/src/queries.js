// What relay.mjs asks for; Relay's compiler reads it from here and checks it against the served SDL.
import { graphql } from 'relay-runtime';
graphql`query relayBodyQuery($name: String!) {
  department(name: $name) { __typename id name aliases
    tasks(first: 3) { totalCount edges { role position node { __typename id title } } } } }`;
graphql`query relayForthQuery($count: Int!, $cursor: String) { ...relayForth @arguments(count: $count, cursor: $cursor) }`;
graphql`fragment relayForth on Query @argumentDefinitions(count: { type: "Int" }, cursor: { type: "String" }) @refetchable(queryName: "relayForthRefetchQuery") {
  tasks(first: $count, after: $cursor) @connection(key: "relayForth_tasks") { edges { node { id title } } } }`;
graphql`query relayBackQuery($count: Int!, $cursor: String) { ...relayBack @arguments(count: $count, cursor: $cursor) }`;
graphql`fragment relayBack on Query @argumentDefinitions(count: { type: "Int" }, cursor: { type: "String" }) @refetchable(queryName: "relayBackRefetchQuery") {
  tasks(last: $count, before: $cursor) @connection(key: "relayBack_tasks") { edges { node { id title } } } }`;
graphql`fragment relayOne on Task @refetchable(queryName: "relayOneRefetchQuery") { title locator }`;
graphql`query relayTooManyQuery { tasks(first: 5000) { totalCount } }`;
graphql`query relayFailingQuery { stats { taskCount } department(id: "x", name: "y") { id } }`;
graphql`query relaySearchQuery($text: String!) { search(query: $text, first: 5) { edges { node { __typename ... on Entity { name } ... on Task { title } } } } }`;
