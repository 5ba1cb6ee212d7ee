"""The playground: the engine in a web page, where this process is a Web Worker and the page is its parent."""
