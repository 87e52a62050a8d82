"""The words that passphrases are made of: short, plain, written as they sound, none that could hurt. 256 a language, so that
a word is worth eight bits; without accents, so that every keyboard can type them."""

_ENGLISH = """
acorn adult album almond amber anchor apple april apron arrow artist atlas autumn badge bagel bakery balcony ballet
bamboo banana banjo barn basil basket beach beacon berry blanket blossom blue bottle branch breeze brick bridge brook
bubble bucket button cabin cactus camel camera candle canoe canyon carpet carrot castle cedar cello cereal chalk cheese
cherry chess circle circus citrus clay clover coconut comet compass copper coral corner cotton cousin cradle crayon
cricket crown crystal cup curtain cushion dance dawn desert diamond dinner dolphin domino donkey dragon drum eagle easel
echo elbow elm engine fabric falcon family farmer feather fern fiddle field fire flag flute forest fork fossil fox
friend garden garlic gate ginger giraffe glove goat gold grape grass guitar hammer harbor harvest hazel helmet honey
horizon hotel icicle igloo island ivory jacket jaguar jelly jewel jungle kettle king kitchen kite kitten koala ladder
lagoon lake lamp lantern lemon letter library lily lion lizard llama magnet mango maple marble market meadow melon
mirror moon morning mosaic mountain museum napkin nature needle nest night noodle number oak oasis ocean olive onion
orange orbit orchard otter owl paddle paint palm panda paper park pebble pencil penguin pepper piano picnic pillow pilot
pine planet plum pocket poem pond poppy potato pumpkin puzzle quilt rabbit radio rainbow ribbon river robin sailor salad
sandal scarf school season shell silver sister slipper snow spoon spring square squirrel star station stone story
strawberry street summer sunset swan table tea temple thunder ticket tiger toast tomato tower tractor train tree trumpet
tulip tunnel turtle
"""
_SPANISH = """
abanico abeja abril abuela aceite agua aguja alegre alfombra almendra amarillo ambar amigo ancla anillo antena arbol
arena armario arroz artista aurora autor azafran azul balcon ballet bambu bandera barco barrio bigote bosque botella
boton bronce brujula bufanda burro caballo cacao cactus cadena cafe caja calle camara camello camino campana canasta
cancion candado canela cangrejo canoa caracol carbon carta castillo cebra cedro ceniza cereza cesto chaleco chico
chocolate cielo cine circo ciruela clavel cobre cocina coco cohete color cometa concha copa coral corona cortina cristal
cuaderno cuadro cuchara cuento cuerda danza delfin desierto diamante dibujo diente disco dominio dorado drama dulce
ebano eclipse elefante enero escoba escuela espejo espiga esponja estrella fabula familia faro feria fiesta flauta
flecha flor foca fogata fresa fruta fuente galleta gallo ganso garaje gato gaviota girasol globo golondrina goma gorra
granja grillo guante guitarra harina helado helecho hierba hoja hormiga hotel idea iglu iguana imagen invierno isla
jabon jardin jarra jazmin jirafa joya juego julio kiosco ladrillo lago lampara lapiz laurel leche lechuga leon libro
limon linterna llama lluvia lobo luna madera maleta mango manta manzana mapa mariposa marmol martillo mayo melon mercado
mesa metal miel mochila molino moneda mosaico motor museo musica naranja nido nieve noche nogal nube nuez oasis oceano
olivo onda oro oveja palma paloma pan papel paraguas pared parque pastel peine pera perla piano piedra pino pintor
pirata planeta plata pluma primavera puerta rama reloj rey risa roble rueda sandia sombrero tambor taza teatro tejado
tesoro tigre tinta tomate toro torre tortuga trigo trompeta tulipan uva vapor
"""
WORDS = {"en": tuple(_ENGLISH.split()), "es": tuple(_SPANISH.split())}
