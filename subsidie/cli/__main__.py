from subsidie.cli import main

main()
