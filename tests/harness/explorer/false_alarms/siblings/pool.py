import concurrent.futures

VALUE = 1
EXECUTOR = concurrent.futures.ThreadPoolExecutor
