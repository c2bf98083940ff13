#!/usr/bin/env Rscript
# Fetches a collaboration network, computes its measures again with igraph, compares and draws it.
#
#     Rscript network.R [URL [SPEC [FILE.pdf]]]
#
# URL is that of the GraphQL endpoint, SPEC a NetworkSpec as JSON. Needs curl, jsonlite and igraph (Debian: r-cran-curl
# r-cran-jsonlite r-cran-igraph). Ends with 1 when a measure differs by more than 1e-9.
suppressPackageStartupMessages({
  library(curl)
  library(jsonlite)
  library(igraph)
})

arguments <- commandArgs(trailingOnly = TRUE)
url <- if (length(arguments) > 0) arguments[1] else "http://127.0.0.1:8080/graphql"
spec <- fromJSON(if (length(arguments) > 1) arguments[2] else "{}", simplifyVector = FALSE)
if (length(spec) == 0) spec <- setNames(list(), character(0))
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1]))
query <- paste(readLines(file.path(here, "network.graphql"), encoding = "UTF-8"), collapse = "\n")

ask <- function(variables) {
  body <- toJSON(list(query = query, variables = variables), auto_unbox = TRUE, null = "null", digits = NA)
  handle <- new_handle(copypostfields = body, httpheader = "Content-Type: application/json")
  answer <- fromJSON(rawToChar(curl_fetch_memory(url, handle)$content), simplifyVector = FALSE)
  if (!is.null(answer$errors)) stop(paste(sapply(answer$errors, function(e) e$message), collapse = "\n"))
  answer$data$collaborationNetwork
}

# all pages of actors and ties
actors <- list()
ties <- list()
variables <- list(spec = spec)
more <- c(actors = TRUE, ties = TRUE)
while (any(more)) {
  network <- ask(variables)
  if (more["actors"]) actors <- c(actors, network$actors$nodes)
  if (more["ties"]) ties <- c(ties, network$ties$nodes)
  for (name in names(more)) {
    info <- network[[name]]$pageInfo
    more[name] <- more[name] && info$hasNextPage
    if (!is.null(info$endCursor)) variables[[paste0(name, "After")]] <- info$endCursor
  }
}

cat(network$methodNote, "\n")
if (length(actors) == 0) quit(status = 0) # nothing to compute

number <- function(list, name) vapply(list, function(x) if (is.null(x[[name]])) NA_real_ else as.numeric(x[[name]]), 0)
vertices <- data.frame(
  id = vapply(actors, function(a) a$entity$id, ""), label = vapply(actors, function(a) a$entity$name, ""), community = number(actors, "community")
)
edges <- data.frame(
  from = vapply(ties, function(t) t$source$entity$id, ""), to = vapply(ties, function(t) t$target$entity$id, ""), weight = number(ties, "weight")
)
graph <- graph_from_data_frame(edges, directed = FALSE, vertices = vertices)
n <- vcount(graph)
parts <- components(graph)
largest <- induced_subgraph(graph, V(graph)[parts$membership == which.max(parts$csize)])

# what igraph leaves as NaN is 0 or null with us
zero <- function(x) ifelse(is.nan(x), 0, x)
distances <- distances(graph, weights = NA)
reached <- apply(distances, 1, function(d) sum(is.finite(d)) - 1)
total <- apply(distances, 1, function(d) sum(d[is.finite(d)]))
eigen <- rep(NA_real_, n)
names(eigen) <- V(graph)$name
if (vcount(largest) > 1) {
  vector <- eigen_centrality(largest, scale = FALSE, options = list(maxiter = 100000, tol = 0))$vector
  eigen[V(largest)$name] <- vector / sqrt(sum(vector^2))
}

theirs <- list(
  degree = degree(graph),
  strength = strength(graph),
  betweenness = zero(betweenness(graph, weights = NA, normalized = TRUE)),
  betweennessInverse = zero(betweenness(graph, weights = 1 / E(graph)$weight, normalized = TRUE)),
  closeness = zero(reached / total * reached / (n - 1)), # Wasserman and Faust: igraph does not scale by what is reached
  eigenvector = eigen,
  pagerank = page_rank(graph, damping = 0.85)$vector,
  constraint = constraint(graph),
  clustering = zero(transitivity(graph, type = "local", isolates = "zero", weights = NA)),
  coreness = coreness(graph),
  isArticulationPoint = as.numeric(V(graph) %in% articulation_points(graph))
)
of_network <- list(
  actorCount = n, tieCount = ecount(graph), density = edge_density(graph), componentCount = parts$no,
  isolateCount = sum(degree(graph) == 0), meanDistance = zero(mean_distance(largest, weights = NA)),
  diameter = diameter(largest, weights = NA), transitivity = zero(transitivity(graph, type = "global")),
  meanClustering = mean(zero(transitivity(graph, type = "localundirected", isolates = "zero", weights = NA))),
  modularity = zero(modularity(graph, V(graph)$community, weights = E(graph)$weight))
)

pairs <- n * (n - 1) / 2
of_ties <- list(
  edgeBetweenness = edge_betweenness(graph, directed = FALSE, weights = NA) / pairs,
  edgeBetweennessInverse = edge_betweenness(graph, directed = FALSE, weights = 1 / E(graph)$weight) / pairs
)

compared <- 0
wrong <- 0
compare <- function(what, ours, theirs) {
  theirs[is.nan(theirs)] <- NA
  differ <- xor(is.na(ours), is.na(theirs)) | (!is.na(ours) & !is.na(theirs) & abs(ours - theirs) > 1e-9)
  compared <<- compared + length(ours)
  wrong <<- wrong + sum(differ)
  for (i in which(differ)) message(what, " ", i, ": the server says ", ours[i], ", igraph ", theirs[i])
}
for (name in names(theirs)) compare(name, number(actors, name), as.numeric(theirs[[name]]))
for (name in names(of_ties)) compare(name, number(ties, name), of_ties[[name]])
for (name in names(of_network)) compare(name, as.numeric(network[[name]]), of_network[[name]])
cat(compared, "values compared with igraph", as.character(packageVersion("igraph")), ",", wrong, "differ\n")

if (length(arguments) > 2) {
  cairo_pdf(arguments[3], width = 12, height = 9, family = "WenQuanYi Zen Hei")
  set.seed(1)
  plot(graph,
    layout = layout_with_fr(graph), vertex.label = V(graph)$label, vertex.label.cex = 0.7, vertex.color = V(graph)$community,
    vertex.size = 4 + 30 * theirs$betweenness, edge.width = 0.3 * E(graph)$weight
  )
  invisible(dev.off())
}
quit(status = if (wrong > 0 || compared == 0) 1 else 0)
